"""Changes after the purchase: quotes, amendments, suppliers' changes, travel credits."""
