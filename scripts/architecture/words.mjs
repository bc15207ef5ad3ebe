import ts from 'typescript';

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'confirm',
  'heading',
  'helperText',
  'label',
  'message',
  'placeholder',
  'primary',
  'secondary',
  'subheader',
  'subtitle',
  'title',
]);

/** What no language translates: a unit, and queries given as examples. */
const SPELLED_BY_ALL = /^(UTC|\S+[:>=]+\S+( \S+[:>=]+\S+)*)$/;

/**
 * The texts of a source that a reader would see as they are, whatever their
 * language: literal text between tags, in spoken attributes, and in what is
 * put into either.
 *
 * @param {string} path
 * @param {string} text
 * @returns {{ line: number, words: string }[]}
 */
export function untranslatedWords(path, text) {
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found = [];
  const note = (node, words) => {
    const isText =
      /\p{L}{2}/u.test(words) && !SPELLED_BY_ALL.test(words.trim());
    if (isText) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, words: words.trim() });
    }
  };
  const visit = node => {
    if (ts.isJsxText(node)) {
      note(node, node.text);
    } else if (ts.isJsxAttribute(node)) {
      if (SPOKEN.has(node.name.getText()) && node.initializer) {
        shownLiterals(node.initializer, note);
      }
    } else if (ts.isJsxExpression(node) && isElement(node.parent)) {
      shownLiterals(node.expression, note);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isElement(node) {
  return ts.isJsxElement(node) || ts.isJsxFragment(node);
}

/** The literals that an expression may come out as. */
function shownLiterals(node, note) {
  if (!node) {
    return;
  }
  if (ts.isStringLiteralLike(node)) {
    note(node, node.text);
  } else if (ts.isTemplateExpression(node)) {
    note(
      node,
      [node.head, ...node.templateSpans.map(s => s.literal)]
        .map(part => part.text)
        .join(' '),
    );
  } else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    shownLiterals(node.expression, note);
  } else if (ts.isConditionalExpression(node)) {
    shownLiterals(node.whenTrue, note);
    shownLiterals(node.whenFalse, note);
  } else if (ts.isBinaryExpression(node)) {
    shownLiterals(node.right, note);
    if (node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) {
      shownLiterals(node.left, note);
    }
  }
}
