"""The sandbox: a supplier of invented offers between real places, with an inventory and faults on demand."""
