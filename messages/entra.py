"""Tokens from Entra, by azure-identity; imported late, since the library costs a fifth of a second of CPU.

The library's cache cannot drop a token that was refused, so each fetch makes a new credential. That also reads a
renewed certificate, federated token or secret file again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import re
from typing import Any

from azure.core.credentials import AccessTokenInfo
from azure.core.credentials_async import AsyncSupportsTokenInfo
from azure.core.exceptions import AzureError
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import (
    CertificateCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    ManagedIdentityCredential,
)
from cryptography.x509 import load_pem_x509_certificates

from messages.credentials import NoTokenError, Token
from storage.settings import Settings

SCOPE = "https://api.botframework.com/.default"
EXCHANGE = "api://AzureADTokenExchange/.default"
"""What a managed identity's token must be for, when an app registration trusts that identity."""
SYSTEM = "system"
RETRIES = 3

_BEARER = re.compile(r"[A-Za-z0-9._~+/=-]+")
"""RFC 6750: what an Authorization header may carry."""
_CODE = re.compile(r"AADSTS\d{1,10}")

logging.getLogger("azure").setLevel(logging.ERROR)  # a line with the whole refusal for each try; ours tells its code


async def fetch(settings: Settings) -> Token:
    """A token for the channel, the way the settings say. Raises NoTokenError; has no time-out of its own."""
    try:
        credential = await asyncio.to_thread(_credential, settings, await _assertion(settings))
        token = await _token(credential, SCOPE)
    except (AzureError, OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise NoTokenError(_reason(error)) from error  # the last kinds: the library fails so on an odd answer
    if not isinstance(token.token, str) or _BEARER.fullmatch(token.token) is None:
        raise NoTokenError("what came is no bearer token")
    return Token(token.token, float(token.expires_on))


def certificate_problem(settings: Settings) -> str | None:
    """Why the certificate cannot be used, or None; read by the very code that signs with it."""
    try:
        _credential(settings, None)
    except OSError as error:
        return error.strerror or type(error).__name__
    except (ValueError, TypeError):  # TypeError: a password is missing, or given for a key that has none
        return "it is no PEM file with a certificate and its RSA key, or the password is not its own"
    return None


def certificate_ends(settings: Settings) -> dt.datetime | None:
    """When the certificate ends; None where there is none, or none that can be read as PEM."""
    if settings.app_certificate is None:
        return None
    try:
        return load_pem_x509_certificates(settings.app_certificate.read_bytes())[0].not_valid_after_utc
    except (OSError, ValueError):
        return None


async def _assertion(settings: Settings) -> str | None:
    """The assertion of another issuer, if the app registration trusts that instead of a secret."""
    if settings.app_federated_identity:
        return (await _token(_managed(settings.app_federated_identity), EXCHANGE)).token
    if settings.app_federated_token_file:
        return (await asyncio.to_thread(settings.app_federated_token_file.read_text)).strip()
    return None


async def _token(credential: AsyncSupportsTokenInfo, scope: str) -> AccessTokenInfo:
    async with credential:
        return await credential.get_token_info(scope)


def _credential(settings: Settings, assertion: str | None) -> AsyncSupportsTokenInfo:
    """The credential of these settings, of which exactly one is set (messages/credentials.py)."""
    if settings.app_identity:
        return _managed(settings.app_identity)
    tenant, app = settings.tenant_id[0], settings.app_id or ""
    if assertion is not None:
        return ClientAssertionCredential(tenant, app, lambda: assertion, **_way(settings))
    if settings.app_certificate:
        password = settings.app_certificate_password
        opened_by = password.get_secret_value() if password else None
        return CertificateCredential(tenant, app, str(settings.app_certificate), password=opened_by, **_way(settings))
    secret = settings.app_password.get_secret_value() if settings.app_password else ""
    return ClientSecretCredential(tenant, app, secret, **_way(settings))


def _managed(identity: str) -> AsyncSupportsTokenInfo:
    return ManagedIdentityCredential(client_id=None if identity == SYSTEM else identity, retry_total=RETRIES)


def _way(settings: Settings) -> dict[str, Any]:
    """Where Entra is. The library refuses http, which the settings allow to this machine alone, for tests."""
    scheme, _, rest = settings.login_url.partition("://")
    way: dict[str, Any] = {"authority": f"https://{rest}", "retry_total": RETRIES}
    return way if scheme == "https" else way | {"transport": _Plain(use_env_settings=False)}


class _Plain(AioHttpTransport):  # type: ignore[misc]
    """Says in plain http to this machine what the library wrote as https."""

    async def send(self, request: Any, **config: Any) -> Any:
        request.url = request.url.replace("https://", "http://", 1)
        return await super().send(request, **config)


def _reason(error: Exception) -> str:
    code = _CODE.search(str(error))
    return code[0] if code else type(error).__name__
