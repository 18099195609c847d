"""Planning: how offers are combined into options, scored and ranked."""
