"""A service in Python that knows who calls it: pip install "pyjwt[crypto]". `current_user` is a dependency for FastAPI as it is."""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

ISSUER = os.environ.get("AUTH_ISSUER", "http://localhost:8000")
AUDIENCE = os.environ.get("AUTH_AUDIENCE", "latchkey")
keys = jwt.PyJWKClient(f"{ISSUER}/.well-known/jwks.json", lifespan=600)


def current_user(authorization: str | None) -> int | None:
    """The id of the user whose token this is; raises jwt.PyJWTError for a token that is not valid."""
    if not authorization:
        return None
    token = authorization.removeprefix("Bearer ")
    if jwt.get_unverified_header(token).get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("not an access token")
    key = keys.get_signing_key_from_jwt(token).key
    required = {"require": ["exp", "iat", "sub", "iss", "aud"]}
    claims = jwt.decode(token, key, ["ES256", "RS256", "EdDSA"], required, audience=AUDIENCE, issuer=ISSUER, leeway=5)
    return claims["user_id"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            user = current_user(self.headers.get("Authorization"))
            allowed = self.path == "/" or user is not None
        except jwt.PyJWTError:
            allowed = False
        who = f"user {user}" if allowed and user is not None else "stranger"
        body = ({"hello": who} if self.path == "/" else {"orders": [], "of": user}) if allowed else {"code": "invalid_token"}
        self.send_response(200 if allowed else 401)
        if not allowed:
            self.send_header("WWW-Authenticate", "Bearer")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8001"))), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
