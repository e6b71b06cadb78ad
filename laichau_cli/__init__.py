"""Facts about Lai Châu province, each tied to the words it was printed in."""

__version__ = "0.1.0"
