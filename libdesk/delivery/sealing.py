"""Sealing and signing with libsodium, through PyNaCl.

PyNaCl is imported inside the functions: it takes 40 ms, and the form shows its window without it.
Private keys are plain bytes here; who keeps them where is the affair of the callers.
"""

from libdesk.domain.bulletin import Identity

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def make_keys() -> tuple[bytes, bytes, Identity]:
    """Make a desk's keys: the private seal key, the private sign key, and their public halves."""
    from nacl.public import PrivateKey  # noqa: PLC0415 - see above
    from nacl.signing import SigningKey  # noqa: PLC0415 - see above

    seal, sign = PrivateKey.generate(), SigningKey.generate()
    identity = Identity(seal.public_key.encode(), sign.verify_key.encode())
    return seal.encode(), sign.encode(), identity


def make_reply_keys() -> tuple[bytes, bytes]:
    """Make the key pair of one report: the private key, which never travels, and the public one."""
    from nacl.public import PrivateKey  # noqa: PLC0415 - see above

    private = PrivateKey.generate()
    return private.encode(), private.public_key.encode()


def identity_of(seal_key: bytes, sign_key: bytes) -> Identity:
    """Return the public halves of a desk's private keys."""
    from nacl.public import PrivateKey  # noqa: PLC0415 - see above
    from nacl.signing import SigningKey  # noqa: PLC0415 - see above

    return Identity(
        PrivateKey(seal_key).public_key.encode(), SigningKey(sign_key).verify_key.encode()
    )


def seal(content: bytes, public_key: bytes) -> bytes:
    """Return `content` so that only the holder of the private key can read it.

    Raises:
        ValueError: nobody can hold the private half of this key.
    """
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - see above
    from nacl.public import PublicKey, SealedBox  # noqa: PLC0415 - see above

    try:
        return SealedBox(PublicKey(public_key)).encrypt(content)
    except CryptoError as error:
        raise ValueError("this is not a key to which anything can be sealed") from error


class Opener:
    """Opens what was sealed to one key; made once, because the key's other half takes time."""

    def __init__(self, private_key: bytes) -> None:
        from nacl.public import PrivateKey, SealedBox  # noqa: PLC0415 - see above

        self._box = SealedBox(PrivateKey(private_key))

    def open(self, sealed: bytes) -> bytes | None:
        """Return the content; None when it was sealed to another key or changed since."""
        from nacl.exceptions import CryptoError  # noqa: PLC0415 - see above

        try:
            return self._box.decrypt(sealed)
        except (CryptoError, ValueError):
            return None


def sign(content: bytes, sign_key: bytes) -> bytes:
    """Return the desk's signature, 64 bytes."""
    from nacl.signing import SigningKey  # noqa: PLC0415 - see above

    return SigningKey(sign_key).sign(content).signature


def is_signed(content: bytes, signature: bytes, verify_key: bytes) -> bool:
    """Say whether the holder of the key has signed this content."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 - see above
    from nacl.signing import VerifyKey  # noqa: PLC0415 - see above

    if len(signature) != SIGNATURE_BYTES or len(verify_key) != KEY_BYTES:
        return False
    try:
        VerifyKey(verify_key).verify(content, signature)
    except (CryptoError, ValueError):
        return False
    return True
