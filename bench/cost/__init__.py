"""What a stage costs: what it uses, counted, by what each unit costs, from the dated tables in `infra/prices`."""
