/** Words that texts for people never use, each with what to write instead. */
const forbidden: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bdeeds?\b/i, 'action'],
  [/\bentrances?\b/i, 'login'],
  [/(?<!in a )\bmoments?\b/i, 'time, date'],
  [/\bgreatest\b/i, 'maximum, largest'],
  [/\bfloors\b/i, 'minimum'],
  [/\bstands?\b(?! for| in for)/i, 'is'],
  [
    /\bwhat (it|this) answers\b|\banswers (with|the|its|an?|you|only|whether)\b/i,
    'returns, responds',
  ],
  [/\b(was|were|is|are) made (by|when)\b/i, 'created'],
  [/\bformer(ly)?\b/i, 'previous'],
  [/\be-mails?\b/i, 'email'],
  [/\blog-(in|out)s?\b/i, 'login, log in'],
  [/\bsign(ed)? (out|in|up|on)\b|\bsign-(in|out|up)s?\b/i, 'log in, log out'],
  [/\bover (the )?(api|console|command line)\b/i, 'through, via'],
  [/\b(your|user|admin|missing|access) rights\b/i, 'permissions'],
  [/\bby itself\b/i, 'automatically'],
  [/\bfor good\b/i, 'permanently'],
  [/\bleft (aside|out)\b/i, 'skipped, ignored'],
  [/\bsomebody\b/i, 'someone'],
  [/\bmeanwhile\b/i, 'in the meantime'],
  [/\bis to (hold|be|grant)\b/i, 'name the action'],
  [/\bbecame of\b/i, 'name the result'],
  [/\bmay not use\b/i, 'cannot use'],
]

/** What is wrong with the words of a text, such as `“log-ins”: write login, log in`. */
export function forbiddenWordsIn(text: string): string[] {
  return forbidden.flatMap(([pattern, instead]) => {
    const found = pattern.exec(text)?.[0]
    return found === undefined ? [] : [`“${found}”: write ${instead}`]
  })
}
