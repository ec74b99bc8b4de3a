"""Asking an endpoint: instructions and a question → the model's words, or one clear error. The only user of the SDK.

Nothing goes anywhere but to the address configured: redirections are not followed, and of the SDK's own environment
variables none goes out. An answer has a limit of bytes and of time.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from reportgen.drafting.llm.connection import Connection
from reportgen.drafting.llm.forms import Answer
from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from httpx2 import Request
    from openai import APIStatusError

INSTALL = 'pip install "reportgen[llm]"'
LARGEST = 1_000_000
"""Bytes of an answer."""
HEADERS = (
    "host", "connection", "accept", "accept-encoding", "user-agent", "content-type", "content-length",
    "x-stainless-raw-response",
)  # fmt: skip
"""Headers of a request, besides the key's; by the last the SDK knows that the answer is read piece by piece."""
AGAIN = 1
"""How often a request is sent again when the endpoint is busy or fails."""
SHORT = 200
"""Characters of an endpoint's own words that are passed on."""
TRACE = 6
"""So many characters of a key in a row are a trace of it."""
NO_FORMAT = (400, 404, 422)
"""How endpoints answer that do not know a schema."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    choices: list[_Choice]


class Endpoint:
    """An endpoint while a text is drafted; remembers that it does not know schemas. A context manager."""

    def __init__(self, connection: Connection) -> None:
        """Raises :class:`~reportgen.errors.ReportgenError` when the SDK is not installed."""
        try:
            import httpx2
            import openai
        except ImportError as fault:
            told = f'The drafter "llm" needs a library that cannot be imported ({fault}): {INSTALL}'
            raise ReportgenError(told) from None
        self._openai, self._connection, self._schema = openai, connection, True
        self._broken: type[Exception] = httpx2.HTTPError
        hooks = {"request": [self._only_what_is_needed]}
        transport = httpx2.Client(follow_redirects=False, trust_env=not connection.local, event_hooks=hooks)
        self._client = openai.OpenAI(
            api_key=connection.key or "none",
            base_url=connection.base_url,
            timeout=connection.seconds,
            max_retries=AGAIN,
            http_client=transport,
        )

    @property
    def named(self) -> str:
        """The endpoint and the model, for a message."""
        return f"{self._connection.base_url} ({self._connection.model})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def ask(self, instructions: str, question: str, part: str) -> str:
        """What the model answers; ``part`` says in messages which piece was asked about.

        Raises :class:`~reportgen.errors.ReportgenError` with what went wrong; never with the key.
        """
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": question}]
        try:
            return self._words(self._sent(messages), part)
        except self._openai.APITimeoutError:
            told = f"did not answer within {self._connection.seconds:g} seconds"
        except self._openai.APIConnectionError as fault:
            told = f"cannot be reached: {self._safe(str(fault.__cause__ or 'no connection'))}"
        except self._openai.APIStatusError as fault:
            told = self._refusal(fault)
        except self._broken as fault:
            told = f"broke off its answer: {self._safe(str(fault)) or type(fault).__name__}"
        raise ReportgenError(f"{self.named} {told} ({part}).")

    def _only_what_is_needed(self, request: Request) -> None:
        """Of the SDK's headers, some of them from the environment, those that a request needs; the key configured."""
        for name in [name for name in request.headers if name.lower() not in HEADERS]:
            del request.headers[name]
        if self._connection.key:
            request.headers["Authorization"] = f"Bearer {self._connection.key}"

    def _sent(self, messages: list[dict[str, str]]) -> bytes:
        """The answer's bytes; without the schema where the endpoint does not know what one is."""
        try:
            return self._request(messages)
        except self._openai.APIStatusError as fault:
            if not self._schema or fault.status_code not in NO_FORMAT:
                raise
        self._schema = False
        return self._request(messages)

    def _request(self, messages: list[dict[str, str]]) -> bytes:
        form: Any = {"type": "json_object"}
        if self._schema:
            schema = {"name": "entries", "strict": True, "schema": Answer.model_json_schema()}
            form = {"type": "json_schema", "json_schema": schema}
        create: Any = self._client.chat.completions.with_streaming_response.create
        until, read = time.monotonic() + self._connection.seconds, bytearray()
        with create(model=self._connection.model, messages=messages, temperature=0, response_format=form) as response:
            for chunk in response.iter_bytes():
                read += chunk
                if len(read) > LARGEST:
                    raise ReportgenError(f"{self.named} answered with more than {LARGEST:,} bytes.")
                if time.monotonic() > until:
                    raise ReportgenError(
                        f"{self.named} did not finish its answer within {self._connection.seconds:g} seconds."
                    )
        return bytes(read)

    def _words(self, answer: bytes, part: str) -> str:
        try:
            choice = _Completion.model_validate_json(answer).choices[0]
        except (ValidationError, IndexError):
            told = "did not answer as chat completions do. Is base_url right (it often ends with /v1)?"
            raise ReportgenError(f"{self.named} {told} ({part})") from None
        return choice.message.content or ""

    def _refusal(self, fault: APIStatusError) -> str:
        code, key_env = fault.status_code, self._connection.key_env
        if code in (401, 403):
            return (
                f"refuses the key in {key_env} ({code})" if key_env else f"asks for a key ({code}): set [llm] key_env"
            )
        if 300 <= code < 400:
            return f"sends elsewhere ({code}), where nothing was sent"
        if code == 429:
            return "takes no more for now (429)"
        said = fault.body.get("message") if isinstance(fault.body, dict) else None
        own = self._safe(said) if isinstance(said, str) else ""
        return f"answered with the error {code}" + (f": {own}" if own else "")

    def _safe(self, words: str) -> str:
        """An endpoint's own words, short and on one line; nothing of them where they hold a trace of the key."""
        key = self._connection.key
        traces = (key[at : at + TRACE] for at in range(max(1, len(key) - TRACE + 1)))
        if key and any(trace in words for trace in traces):
            return ""
        plain = "".join(each if each.isprintable() else " " for each in words)
        return " ".join(plain.split())[:SHORT]
