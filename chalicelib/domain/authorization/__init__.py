"""Rules about who may do what: pure, from facts that are read when they are asked."""
