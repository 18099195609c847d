"""What the company spent on travel and how it kept to its policy, as figures that add up."""
