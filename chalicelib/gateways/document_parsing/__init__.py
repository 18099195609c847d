"""Uploaded policy documents as sections: a parser a format in a child process, or Bedrock Data Automation.

Nothing but the child imports the libraries that read formats.
"""
