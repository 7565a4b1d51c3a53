/** What a refusal means for whoever tries the API by hand, by status; absent where the body says it all. */
export const explanations: Readonly<Record<number, string>> = {
  400: 'The request was understood but refused. What is wrong stands in the answer and beside the fields.',
  401: 'This needs an access token. Log in on this page, and it is sent with every request.',
  403: 'Your access token is good, but what you asked for is not allowed to you.',
  404: 'Nothing is here. The list of everything that exists is at /api/.',
  405: 'This path does not answer this method. What it does answer is below.',
  406: 'The representation that was asked for does not exist. JSON always does.',
  409: 'The change contradicts what is there now. Read it again, then decide.',
  412: 'Somebody else changed this in the meantime. Read it again, then decide.',
  413: 'The body is too large.',
  415: 'The body is in a format that is not read here. Send JSON.',
  429: 'Too many attempts. Wait until the time below is over; further tries do not help.',
  503: 'The server cannot answer at the moment. Nothing was changed; try again shortly.',
}
