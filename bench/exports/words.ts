export function perSecond(rows: number, ms: number): string {
  return `${Math.round((rows / ms) * 1000)} rows/s`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

export function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}
