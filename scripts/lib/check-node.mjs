// Imported before anything else: what follows may use what older versions of Node don't know.
const wanted = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < wanted.major || (major === wanted.major && minor < wanted.minor)) {
  const version = `${wanted.major}.${wanted.minor}`;
  console.error(
    `Playhead needs Node ${version} or newer; this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}
