"""What the evaluator does not know is refused, so that nothing passes because it was overlooked."""


class Unsupported(Exception):
    """A pattern, a statistic, an expression or a rule uses something that the evaluator does not know."""
