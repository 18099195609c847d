"""Who travels, why, and who pays, in words."""
