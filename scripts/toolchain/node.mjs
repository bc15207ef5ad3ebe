const SUPPORTED_MAJORS = [22, 24];

/** Stops with one sentence when this Node.js can not run the portal. */
export function checkNodeVersion() {
  const major = Number(process.versions.node.split('.')[0]);
  if (!SUPPORTED_MAJORS.includes(major)) {
    console.error(
      `Node.js ${process.versions.node} is running this, but version ` +
        `${SUPPORTED_MAJORS.join(' or ')} is needed.`,
    );
    process.exit(1);
  }
}
