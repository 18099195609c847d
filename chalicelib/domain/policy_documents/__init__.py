"""The company's policy as people read it: uploaded documents, their sections, and citations of them."""
