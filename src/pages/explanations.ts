/** What a refusal means for whoever tries the API by hand, by status; absent where the body says it all. */
export const explanations: Readonly<Record<number, string>> = {
  400: 'The request is not valid. See the errors in the response and next to the fields.',
  401: 'This endpoint needs an access token. Log in on this page to send one with every request.',
  403: 'Your access token is valid, but you do not have permission to do this.',
  404: 'Nothing found at this address. All endpoints are listed at /api/.',
  405: 'This endpoint does not accept this method. The methods it accepts are below.',
  406: 'This format is not available. Request JSON instead.',
  409: 'The change conflicts with the current state. Reload and try again.',
  412: 'Someone else changed this in the meantime. Reload before you try again.',
  413: 'The request body is too large.',
  415: 'The format of the request body is not supported. Send JSON.',
  429: 'Too many attempts. Wait for the time shown below before you try again.',
  503: 'The server is temporarily unavailable. Nothing was changed. Try again shortly.',
}
