import { readFileSync } from 'node:fs';

/**
 * The most resident memory that a process ever had, in MB; undefined where the
 * system doesn't tell.
 */
export function peakMemoryMb(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) / 1024);
  } catch {
    return undefined;
  }
}
