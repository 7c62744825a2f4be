"""``scipy.special``, loaded when a function of it is first needed: it takes a quarter of a second."""


def __getattr__(name: str) -> object:
    import scipy.special

    return getattr(scipy.special, name)
