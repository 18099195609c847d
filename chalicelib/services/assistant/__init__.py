"""The assistant: conversations about the travel policy and one's own trips, answered by what their person may see."""
