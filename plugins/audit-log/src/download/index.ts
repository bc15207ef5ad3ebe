export { DownloadBar } from './DownloadBar';
export { DownloadMenu } from './DownloadMenu';
export { useDownload } from './useDownload';
export type { Download, DownloadFormat } from './useDownload';
