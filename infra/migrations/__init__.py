"""What has to change in what a stage already keeps: each migration with a number, a way there and a way back."""
