"""Brings back a stage that was lost from what outlived it: backups of tables, replicas of files, lists of people, the
keys, and what is locked away."""
