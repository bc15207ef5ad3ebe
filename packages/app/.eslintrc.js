module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      files: ['e2e-tests/**'],
      // Tests are declared in loops, and read later what is set before them.
      rules: { 'no-loop-func': 'off' },
    },
  ],
});
