/** What is told of AI assistants in the page about what is recorded. */
export const assistantsSection = `## AI assistants and other clients

AI assistants and command lines have tokens of their own, which a person let the
auth plugin issue to them as OAuth clients: those that the portal configures
(\`auth.staticClients\`), those that publish who they are (client id metadata
documents), and those that registered themselves with older releases.

| Fact | Query | When |
| --- | --- | --- |
| \`actor.clientId\` | \`client:https://claude.ai/*\` | the request had a token that was issued to this client, whichever plugins handed it on |
| \`actor.clientName\` | \`clientName:Claude*\` | the same: the name in the configuration, or the one that the client gives itself and the person was shown |
| \`actor.mode\` is \`agent\` | \`actorMode:agent\` | the request came through \`mcp-actions\`, which speaks with AI assistants alone, or its token had been used there |

The person remains the actor. Tokens don't name their client, and a plugin that is
asked learns of none: the audit log remembers to whom a token was issued when the
auth plugin issues it, by hashes, in the table \`audit_log_clients\` of that
plugin's database, for all replicas and across restarts; rows go when the token
ends. What was denied to a client is recorded like everything else: tools that
failed or that it may not see, decisions about permissions, and, where HTTP capture
is on, requests with no or a bad token.

What can't be known is left out, never guessed:

- **A token of the browser that somebody pasted into an assistant** is the person's.
  What it does through \`mcp-actions\` has \`agent\`; what a tool asks of other
  plugins in turn has the person and \`via\` alone.
- **Static tokens** (\`backend.auth.externalAccess\`) belong to nobody: the actor is
  the service \`external:<subject>\`, with \`agent\` in \`mcp-actions\`.
- **Tokens issued while audit logging was off**, until the client renews them.
- **Other backends**: where the auth plugin runs in another process that shares no
  database with this one, plugins here don't learn the client.
- **Which assistant it is, by its own words**: what it calls itself when it connects
  (\`clientInfo\`), its model and its conversation are claims that \`mcp-actions\`
  doesn't keep. \`client.userAgent\` is as it was sent.
`;
