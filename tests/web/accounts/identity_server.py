"""An office's identity server on loopback: discovery, authorisation, token, userinfo, keys."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "caicach", "office-secret"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
JWK = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "use": "sig"}


class IdentityServer(BaseHTTPRequestHandler):
    """Answers for whoever `claims` says."""

    claims: ClassVar[dict[str, Any]] = {}

    def log_message(self, *_words: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        """Answer discovery, keys and userinfo."""
        address = f"http://127.0.0.1:{self.server.server_address[1]}"
        answers: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": address,
                "authorization_endpoint": f"{address}/authorize",
                "token_endpoint": f"{address}/token",
                "userinfo_endpoint": f"{address}/userinfo",
                "jwks_uri": f"{address}/keys",
            },
            "/keys": {"keys": [JWK]},
            "/userinfo": self.claims,
        }
        path = urlsplit(self.path).path
        self.answer(answers.get(path), 200 if path in answers else 404)

    def do_POST(self) -> None:
        """Answer a code with tokens; the client must know its secret."""
        size = int(self.headers.get("Content-Length", 0))
        sent = {k: v[0] for k, v in parse_qs(self.rfile.read(size).decode()).items()}
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            self.answer({"error": "invalid_client"}, 401)
            return
        if sent.get("code") != "the-code" or not sent.get("code_verifier"):
            self.answer({"error": "invalid_grant"}, 400)
            return
        issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        now = int(time.time())
        content = {"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 60} | self.claims
        token = jwt.encode(content, KEY, algorithm="RS256", headers={"kid": "1"})
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token}, 200)

    def answer(self, content: Any, status: int) -> None:
        """Write JSON."""
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def identity_server(**claims: Any) -> Iterator[str]:
    """Run a server that vouches for these claims; yield its address."""
    handler = type("Vouching", (IdentityServer,), {"claims": {"sub": "42"} | claims})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
