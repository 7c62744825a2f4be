"""Named errors: each says what is wrong, where, and what to do about it."""


class PublicationError(Exception):
    """Anything that keeps a new warehouse and site from being published."""


class BuildInProgressError(PublicationError):
    """Another build of this working tree holds the lock."""


class CommandFailedError(PublicationError):
    """A program that the build runs (dbt, npm) ended with an error or could not be started."""


class AuditError(PublicationError):
    """The warehouse that was built must not be published as it is."""


class NoEarlierPublicationError(PublicationError):
    """There is no publication to roll back to."""


class NothingPublishedError(PublicationError):
    """There is no published warehouse to read from yet."""


class DeliveryRefusedError(PublicationError):
    """The delivery to build from breaks the contract."""
