/** The part of `mailparser` that tests use; the package has no types. */
declare module 'mailparser' {
  export interface MailAddress {
    text: string;
  }

  export interface ParsedMail {
    to?: MailAddress | MailAddress[];
    subject?: string;
    text?: string;
    html?: string | false;
  }

  export function simpleParser(
    source: NodeJS.ReadableStream,
  ): Promise<ParsedMail>;
}
