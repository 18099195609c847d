"""What a stage has before its functions: tables, queues, files, users, workflow, logs and alarms."""
