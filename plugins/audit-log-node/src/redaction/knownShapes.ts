import { sureShapes } from './maintainedShapes';

/**
 * Shapes that only tokens have. Each one is a literal beginning and one run of
 * characters with nothing required after it: a match consumes what it has
 * read and a failure has read a bounded number of characters, so the search
 * is linear whatever the text.
 */
export const tokensOnly = [
  ...sureShapes,
  // GitHub, GitLab's older runners, Atlassian, Bitbucket, Gitea, Sourcegraph
  'gh[pousr]_[A-Za-z0-9]{16,}',
  'sgp_[0-9a-f_]{30,}',
  // AWS
  'A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}',
  'ABSK[A-Za-z0-9+/]{60,}',
  // Google, Alibaba
  '1//0[\\w-]{24,}',
  'LTAI[A-Za-z0-9]{16,}',
  // Registries: npm, RubyGems, NuGet, Artifactory, Clojars
  'npm_[A-Za-z0-9]{30,}',
  'rubygems_[0-9a-f]{32,}',
  'oy2[a-z0-9]{40,}',
  'AKCp[A-Za-z0-9]{40,}',
  'cmVmd[A-Za-z0-9]{50,}',
  'CLOJARS_[A-Za-z0-9]{40,}',
  // Platforms
  'dapi[0-9a-f]{32}',
  'do[opr]_v1_[0-9a-f]{32,}',
  'sbp_[0-9a-f]{32,}',
  'pul-[0-9a-f]{32,}',
  'pnu_[A-Za-z0-9]{30,}',
  'fm[12][ar]?_[A-Za-z0-9+/=]{40,}',
  'sha256~[\\w-]{40,}',
  'dt0c01\\.[A-Z0-9]{20,}(?:\\.[A-Z0-9]{0,256})?',
  'NRAK-[A-Z0-9]{20,}',
  'sq[apu]_[0-9a-f]{32,}',
  'bkua_[0-9a-f]{30,}',
  'PMAK-[0-9a-f]{20,}(?:-[0-9a-f]{0,256})?',
  'rdme_[a-z0-9]{40,}',
  'sm_[aps]at_[A-Za-z0-9]{16,}',
  'eyJrIjoi[A-Za-z0-9+/]{60,}',
  'nfp_[A-Za-z0-9]{36,}',
  'napi_[a-z0-9]{50,}',
  'p8e-[a-z0-9]{32,}',
  'ph[cx]_[A-Za-z0-9]{40,}',
  // Model providers
  'hf_[A-Za-z0-9]{30,}',
  'api_org_[A-Za-z0-9]{30,}',
  'r8_[A-Za-z0-9]{30,}',
  'gsk_[A-Za-z0-9]{30,}',
  'xai-[A-Za-z0-9]{40,}',
  'pplx-[A-Za-z0-9]{40,}',
  'lsv2_(?:pt|sk)_[0-9a-f]{32,}(?:_[0-9a-f]{0,64})?',
  'sk_[0-9a-f]{40,}',
  // Payments, shops, mails, messages, tickets
  'shp(?:at|ca|pa|ss|rt|ua)_[A-Za-z0-9]{24,}',
  'shippo_(?:live|test)_[0-9A-Fa-f]{32,}',
  'EZ[AT]K[A-Za-z0-9]{50,}',
  'EAA[A-Za-z0-9]{90,}',
  'SK[0-9a-f]{32}',
  'key-[0-9a-f]{32}',
  'xkeysib-[0-9a-f]{32,}',
  'lin_(?:api|oauth)_[A-Za-z0-9]{30,}',
  'ntn_[A-Za-z0-9]{30,}',
  'pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{16,}',
  // Addresses that are all it takes to post there
  'hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}',
  'webhook\\.office\\.com/webhookb2/[^\\s"\'<>]{8,}',
  'outlook\\.office(?:365)?\\.com/webhook/[^\\s"\'<>]{8,}',
  'discord(?:app)?\\.com/api/webhooks/[\\w/-]{8,}',
  'hooks\\.zapier\\.com/hooks/catch/[\\w/-]{6,}',
  'api\\.telegram\\.org/bot[\\w:-]{16,}',
];

/**
 * Beginnings of tokens that names may have as well: an entity can be called
 * `sk-billing-service-production`. What follows decides.
 */
export const perhapsTokens = [
  // JSON Web Tokens, signed or encrypted. One without a dot is kept (see below).
  'eyJ[\\w-]{8,}(?:\\.[\\w-]{0,8192}){0,4}',
  'gl(?:pat|dt|rt|oas|cbt|ptt|ft|imt|agent|soat|ffct)-[\\w.-]{16,}',
  'GR1348941[\\w-]{16,}',
  'xox[a-z](?:\\.xox[a-z])?-[\\w-]{8,}',
  'xapp-[\\w-]{16,}',
  'hv[sbr]\\.[\\w-]{16,}',
  'pypi-[\\w-]{16,}',
  'dckr_(?:pat|oat)_[\\w-]{16,}',
  'AT(?:ATT|CTT|BBT)[\\w=-]{16,}',
  'sk-[\\w-]{20,}',
  'sk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'rk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'pk_(?:live|test|prod)_[A-Za-z0-9]{10,}',
  'SG\\.[\\w-]{16,}(?:\\.[\\w-]{0,256})?',
  'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{16,}',
  'CFPAT-[\\w-]{20,}',
  'tskey-[\\w-]{16,}',
  'HRKU-[\\w-]{20,}',
  'tk-us-[\\w-]{20,}',
  'fio-u-[\\w-]{20,}',
  'secret_[A-Za-z0-9]{40,}',
  'ico-[A-Za-z0-9]{32}',
  'ops_eyJ[\\w+/=-]{40,}',
  'github_pat_\\w{16,}',
  'gl(?:sa|c)_[\\w=+/]{16,}',
  'pscale_(?:tkn|pw|oauth)_[\\w=.-]{20,}',
  'sntry[su]_[\\w+/=-]{24,}',
  'CCIP(?:AT|RJ)_[\\w-]{30,}',
  'whsec_[\\w+/=]{16,}',
  'sq0(?:atp|csp|idp)-[\\w-]{20,}',
  'figd_[\\w-]{20,}',
  'GOCSPX-[\\w-]{16,}',
  'AIza[\\w-]{30,}',
  'ya29\\.[\\w-]{16,}',
  'pat\\.[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20,}',
  'API-[A-Z0-9]{26,}',
  'NR(?:II|IQ|JS)-[\\w-]{19,}',
  'sb_secret_[\\w-]{20,}',
  'sl\\.u\\.[\\w-]{60,}',
  'AQVN[\\w-]{35,}',
  'nvapi-[\\w-]{50,}',
  'pcsk_[\\w]{40,}',
  'duffel_(?:test|live)_[\\w=-]{40,}',
  'FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,}(?:-X)?',
  'tfp_[\\w.=-]{40,}',
  'tvly-[A-Za-z0-9-]{28,}',
  're_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}',
];
