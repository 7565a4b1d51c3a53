"""A service in Python that knows who calls it: pip install "pyjwt[crypto]". `current_user` is a dependency for FastAPI as it is."""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

ISSUER = os.environ.get("AUTH_ISSUER", "http://localhost:8000")
key_set = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", lifespan=300)


def current_user(authorization: str | None) -> int | None:
    """The id of the user whose token this is. Raises ConnectionError where the keys cannot be read: the token may be valid."""
    if not authorization:
        return None
    token = authorization.removeprefix("Bearer ")
    header = jwt.get_unverified_header(token)
    try:
        keys = {key.key_id: key.key for key in key_set.get_signing_keys()}
    except Exception as error:
        raise ConnectionError("the keys cannot be read") from error
    if header.get("typ") != "at+jwt" or header.get("kid") not in keys:
        raise jwt.InvalidTokenError("not an access token")
    required = {"require": ["exp", "iat", "sub", "iss", "aud"]}
    return jwt.decode(token, keys[header["kid"]], ["ES256", "RS256", "EdDSA"], required, audience=os.environ.get("AUTH_AUDIENCE", "latchkey"), issuer=ISSUER, leeway=5)["user_id"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        user = None
        try:
            user = current_user(self.headers.get("Authorization"))
            status = 200 if user or self.path == "/" else 401
        except ConnectionError:  # Not 401: nobody is logged out for our trouble.
            status = 503
        except (jwt.PyJWTError, TypeError):
            status = 401
        body = {"hello": f"user {user}" if user else "stranger"} if self.path == "/" else {"orders": [], "of": user}
        self.send_response(status)
        for name, value in {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}.get(status, {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body if status == 200 else {"status": status}).encode())


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8001"))), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
