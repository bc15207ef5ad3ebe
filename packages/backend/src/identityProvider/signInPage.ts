import { Persona } from '../personas';

export interface SignInPageOptions {
  /** Where the form is posted to, and where "use" links point to. */
  action: string;
  personas: readonly Persona[];
  /** Fills the form with the name and password of this person. */
  prefill?: Persona;
  error?: string;
}

const style = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; line-height: 1.5; }
  label { display: block; margin-top: 1rem; font-weight: 600; }
  input { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; }
  button { font: inherit; padding: .5rem 1.5rem; margin-top: 1rem; cursor: pointer; }
  table { border-collapse: collapse; width: 100%; margin-top: 2rem; }
  caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
  th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-top: 1px solid #8886; vertical-align: top; }
  [role=alert] { border-left: 4px solid #c62828; padding: .5rem 1rem; }
`;

/** The page of the demo's identity provider: a form, and who can use it. */
export function renderSignInPage(options: SignInPageOptions): string {
  const { action, prefill, error } = options;
  const rows = options.personas.map(
    persona => `<tr>
      <td><a href="${escapeHtml(action)}?as=${escapeHtml(
      persona.username,
    )}">${escapeHtml(persona.name)}</a></td>
      <td>${escapeHtml(persona.role)}</td>
      <td><code>${escapeHtml(persona.username)}</code></td>
      <td><code>${escapeHtml(persona.password)}</code></td>
    </tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Sign in to the demo portal</title>
  <style>${style}</style>
</head>
<body>
<main>
  <h1>Sign in to the demo portal</h1>
  <p>This is the demo's own OpenID Connect provider. It stands for the one of
  your company.</p>
  ${error ? `<p role="alert">${escapeHtml(error)}</p>` : ''}
  <form method="post" action="${escapeHtml(action)}">
    <label for="username">User name</label>
    <input id="username" name="username" autocomplete="off" required value="${escapeHtml(
      prefill?.username ?? '',
    )}">
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="off" required value="${escapeHtml(
      prefill?.password ?? '',
    )}">
    <button type="submit">Sign in</button>
  </form>
  <form method="post" action="${escapeHtml(action)}/cancel">
    <button type="submit">Cancel</button>
  </form>
  <table>
    <caption>People of the demo: click a name to fill the form</caption>
    <thead><tr><th>Name</th><th>Role</th><th>User name</th><th>Password</th></tr></thead>
    <tbody>${rows.join('')}</tbody>
  </table>
</main>
</body>
</html>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]);
}
