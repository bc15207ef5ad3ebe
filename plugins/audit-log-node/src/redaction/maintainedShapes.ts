// Written by scripts/redaction/write.mjs from @secretlint/secretlint-rule-preset-recommend
// 13.1.0 (MIT), see NOTICE.

/** Shapes that only tokens have. */
export const sureShapes = [
  'cfat_[A-Za-z0-9]{40}[0-9a-f]{8,}',
  'cfk_[A-Za-z0-9]{40}[0-9a-f]{8,}',
  'cfut_[A-Za-z0-9]{40}[0-9a-f]{8,}',
  'dapi[A-Fa-f0-9]{32,}',
  'glc_[A-Za-z0-9+/]{32,}',
  'gsk_[a-zA-Z0-9]{52,}',
  'hf_[a-zA-Z]{34,}',
  'ntn_[0-9]{11}[A-Za-z0-9]{35,}',
  'ops_ey[A-Za-z0-9+/=]{100,}',
  'shpat_[a-zA-Z0-9]{32,}',
  'shpca_[a-zA-Z0-9]{32,}',
  'shppa_[a-zA-Z0-9]{32,}',
  'shpss_[a-zA-Z0-9]{32,}',
  'sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20,}',
];

/** Shapes that names made of words can have as well. */
export const perhapsShapes = [
  'A3T[A-Z0-9][A-Z0-9]{16,}',
  'dckr_pat_[a-zA-Z0-9_-]{27,}',
  'figd_[A-Za-z0-9_-]{40,}',
  'gho_[A-Za-z0-9_]{36,}',
  'ghp_[A-Za-z0-9_]{36,}',
  'ghr_[A-Za-z0-9_]{36,}',
  'ghs_[A-Za-z0-9_]{36,}',
  'ghu_[A-Za-z0-9_]{36,}',
  'github_pat_[A-Za-z0-9_]{82,}',
  'glpat-[A-Za-z0-9_-]{20,}',
  'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8,}',
  'hvb\\.[A-Za-z0-9_-]{138,}',
  'hvr\\.[A-Za-z0-9_-]{90,}',
  'hvs\\.[A-Za-z0-9_-]{90,}',
  'lin_api_[a-zA-Z0-9_]{32,}',
  'npm_[A-Za-z0-9_]{36,}',
  'rk_live_[a-zA-Z0-9]{24,}',
  'rk_test_[a-zA-Z0-9]{24,}',
  'sk-(?:proj|svcacct|admin)-(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})T3BlbkFJ(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})',
  'sk-ant-api0\\d-[A-Za-z0-9_-]{90,}',
  'sk_live_[a-zA-Z0-9]{24,}',
  'sk_test_[a-zA-Z0-9]{24,}',
  'vca_[A-Za-z0-9]{20,}',
  'vci_[A-Za-z0-9]{20,}',
  'vck_[A-Za-z0-9]{20,}',
  'vcp_[A-Za-z0-9]{20,}',
  'vcr_[A-Za-z0-9]{20,}',
];
