"""What a stage has before its functions: tables, queues, files, users, keys and logs."""
