import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One value, whichever of its forms it has. */
const DURATION = 'HumanDuration';

/**
 * Every key of a config.d.ts, in the order in which they stand there.
 *
 * @returns `{ key, type, text, isSecret, isLeaf }` each; the items of a list
 * have `[]` after the key of the list
 */
export function schemaKeys(path) {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const root = source.statements.find(
    node => ts.isInterfaceDeclaration(node) && node.name.text === 'Config',
  );
  const keys = [];
  visit(root.members, '');
  return keys;

  function visit(members, prefix) {
    for (const member of members.filter(ts.isPropertySignature)) {
      const key = `${prefix}${member.name.text}`;
      const inner = innerOf(member.type, key);
      keys.push({
        key,
        type: typeText(member.type),
        ...textOf(member),
        isLeaf: !inner,
      });
      if (inner) {
        visit(inner.members, inner.prefix);
      }
    }
  }

  /** Of a value that is a text or an object, the object. */
  function objectOf(type) {
    return ts.isUnionTypeNode(type)
      ? type.types.find(ts.isTypeLiteralNode)
      : undefined;
  }

  function innerOf(given, key) {
    const type = objectOf(given) ?? given;
    if (ts.isTypeLiteralNode(type)) {
      const named = type.members.filter(ts.isPropertySignature);
      return named.length > 0 && { members: named, prefix: `${key}.` };
    }
    if (
      ts.isTypeReferenceNode(type) &&
      type.typeName.getText(source) === 'Array' &&
      ts.isTypeLiteralNode(type.typeArguments[0])
    ) {
      return {
        members: type.typeArguments[0].members,
        prefix: `${key}[].`,
      };
    }
    return undefined;
  }

  function typeText(type) {
    const text = type.getText(source).replace(/\s+/g, ' ');
    if (ts.isTypeLiteralNode(type)) {
      return 'object';
    }
    if (text.startsWith('Array<{')) {
      return 'list of objects';
    }
    const object = objectOf(type);
    if (object) {
      return type.types
        .map(each => (each === object ? 'object' : each.getText(source)))
        .join(' | ');
    }
    return text.includes(DURATION) ? 'duration' : text.replace(/^\| /, '');
  }
}

function textOf(node) {
  const [comment] = node.jsDoc ?? [];
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? '';
  return {
    text: text
      .replace(/\s*\n\s*\n\s*/g, '\u2029')
      .replace(/\s+/g, ' ')
      .replace(/\u2029/g, ' ')
      .trim(),
    isSecret: (comment?.tags ?? []).some(
      tag => tag.tagName.text === 'visibility' && /secret/.test(tag.comment),
    ),
  };
}
