import { saveFile } from '../shared';

/** Where the bytes of a download go. */
export interface FileTarget {
  write(chunk: Uint8Array): Promise<void>;
  finish(contentType: string): Promise<void>;
  /** Leaves nothing behind that looks like a whole file. */
  abandon(): Promise<void>;
}

/** What Chromium's browsers offer, and TypeScript does not know. */
interface FilePicker {
  showSaveFilePicker(options: { suggestedName: string }): Promise<{
    createWritable(): Promise<{
      write(chunk: Uint8Array): Promise<void>;
      close(): Promise<void>;
      abort(): Promise<void>;
    }>;
  }>;
}

/**
 * Asks the reader for a file where the browser can write one piece by piece;
 * elsewhere collects the pieces and saves them together. Undefined where the
 * reader chose none.
 */
export async function openFileTarget(
  name: string,
): Promise<FileTarget | undefined> {
  if (!('showSaveFilePicker' in window)) {
    return collectingTarget(name);
  }
  const picker = window as unknown as FilePicker;
  try {
    const file = await picker.showSaveFilePicker({ suggestedName: name });
    const writable = await file.createWritable();
    return {
      write: chunk => writable.write(chunk),
      finish: () => writable.close(),
      abandon: () => writable.abort().catch(() => {}),
    };
  } catch (error) {
    if ((error as Error).name === 'AbortError') {
      return undefined;
    }
    // Frames of another origin may not ask for files.
    return collectingTarget(name);
  }
}

function collectingTarget(name: string): FileTarget {
  let chunks: Uint8Array[] = [];
  return {
    write: async chunk => {
      chunks.push(chunk);
    },
    finish: async type => {
      saveFile({ name, content: new Blob(chunks as BlobPart[], { type }) });
      chunks = [];
    },
    abandon: async () => {
      chunks = [];
    },
  };
}
