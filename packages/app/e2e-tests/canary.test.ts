import { Page, expect, test } from '@playwright/test';
import { TestPortal, signInWithPopup, startPortal } from './portal';
import { PortalApi } from './portalApi';

/** Each secret reaches the portal in another way, and must show nowhere. */
const canaries = {
  query: 'CanaryQuery7Xq2Lm9',
  header: 'CanaryHeader4Zt8Rw1',
  body: 'CanaryBody2Nc7Vd9',
  location: 'CanaryLocation1Rd6Ht8',
  parameter: 'CanaryParameter8Gv3Ny5',
  secret: 'CanarySecret7Kh5Wq9',
  code: 'CanaryCode2Fs8Tm6',
  // As long as real ones: short ones say things like `open`.
  state: 'CanaryState5Jz4Xa1Qe7Ub3Yn9Gk2Wd6Hs8Lp4Cv',
  bearer: 'CanaryBearer6Po9Dk2',
  jwt: 'CanaryJwt3Hs9Qw2',
  privateKey: 'CanaryPrivateKey4Ud6Ff1',
  awsKeyId: 'CANARYAWS7QX2LM9',
  googleKey: 'CanaryGoogleKey5Bt8Zs3',
  azureSignature: 'CanaryAzureSas1Vl5Dq8',
};

/** Under harmless names, known by how they look; joined for the scanners. */
const shapes = [
  `${'ey'}JhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.${canaries.jwt}`,
  `-----BEGIN ${'PRIVATE'} KEY-----\n${
    canaries.privateKey
  }\n-----END ${'PRIVATE'} KEY-----`,
  `${'AK'}IA${canaries.awsKeyId}`,
  `${'AI'}za${canaries.googleKey}abcdefghijkl`,
  `https://a.blob.core.windows.net/c?sv=1&sig=${canaries.azureSignature}`,
].join(' ');

async function plant(api: PortalApi) {
  await api.call('POST', `/user-settings/x?access_token=${canaries.query}`, {
    data: { password: canaries.body },
    headers: { 'x-api-key': canaries.header },
  });
  await api.call('GET', '/catalog/entities', {
    headers: { authorization: `Bearer ${canaries.bearer}` },
  });
  await api.call(
    'POST',
    `/user-settings/x?note=${encodeURIComponent(shapes)}`,
    {
      data: {},
    },
  );
  await api.call('POST', '/catalog/locations', {
    data: {
      type: 'url',
      target: `http://ada:${canaries.location}@localhost:1/x.yaml`,
    },
  });
  const run = await api.call('POST', '/scaffolder/v2/tasks', {
    data: {
      templateRef: 'template:default/release-drill',
      values: {
        version: '1.2.3',
        seconds: 0,
        fail: true,
        apiToken: canaries.parameter,
        notes: shapes,
      },
      secrets: { anything: canaries.secret },
    },
  });
  expect(run.status()).toBe(201);
  await api.call(
    'GET',
    `/auth/oidc/handler/frame?env=development&code=${canaries.code}&state=${canaries.state}`,
  );
}

test('secrets show on no screen', async ({ page }) => {
  test.setTimeout(300_000);
  const portal: TestPortal = await startPortal();
  try {
    await signInWithPopup(page, {
      url: portal.url,
      username: 'ada',
      password: 'analytical-engine',
    });
    const api = await PortalApi.create(page, portal.url);
    await api.enableLogging();
    await plant(api);
    const found: string[] = [];
    let seen = '';
    const look = async (screen: string) => {
      // Everything that is rendered, with titles, links and hidden texts.
      const content = await page.content();
      seen += content;
      for (const [name, canary] of Object.entries(canaries)) {
        if (content.includes(canary)) {
          found.push(`${name} on ${screen}`);
        }
      }
      if (content.includes(api.token)) {
        found.push(`the token on ${screen}`);
      }
    };

    const queries = [
      'event:http-request',
      'event:location-mutate',
      'plugin:scaffolder action:execution',
      'event:sign-in outcome:failed',
    ];
    for (const query of queries) {
      await openFirstEvent(page, portal.url, query);
      await look(`the drawer of ${query}`);
    }
    await page.goto(`${portal.url}/audit-log`);
    await expect(page.getByRole('row').nth(5)).toBeVisible();
    await look('the explorer');
    await page.goto(`${portal.url}/audit-log/settings`);
    await page.getByRole('button', { name: 'Edit rules' }).click();
    await expect(page.getByText(/would have kept|Nothing was/)).toBeVisible();
    await look('the settings');
    expect(found).toEqual([]);
    expect(seen).toContain('[redacted]');
  } finally {
    await portal.remove();
  }
});

/** Opens the newest event of a query, with all that the log has of it. */
async function openFirstEvent(page: Page, url: string, query: string) {
  const drawer = page.getByRole('complementary', {
    name: 'Event',
    exact: true,
  });
  await expect(async () => {
    await page.goto(`${url}/audit-log?q=${encodeURIComponent(query)}`);
    // The sidebar has rows, too.
    const rows = page.locator('[role="rowgroup"] [role="row"]');
    await rows.first().click({ timeout: 20_000 });
    await expect(drawer).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 90_000 });
  const json = drawer.getByRole('tab', { name: 'JSON' });
  if (await json.isVisible()) {
    await json.click();
  }
}
