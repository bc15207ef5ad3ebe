import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(1, 2),
      margin: theme.spacing(0, 0, 3),
      alignItems: 'baseline',
      fontFamily: theme.typography.fontFamily,
      fontSize: '0.875rem',
      '& dd': { margin: 0 },
    },
    key: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      padding: theme.spacing(0.25, 0.75),
      marginRight: 4,
      fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
      fontSize: '0.75rem',
      backgroundColor: theme.palette.background.default,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AuditLogKeyboardHelp' },
);

const examples = {
  actor: 'actor:ada',
  outcome: 'plugin:catalog outcome:failed',
  severity: 'severity>=high',
  exclude: '-event:entity-fetch',
  text: '"svc-77"',
} as const;

/** What the keyboard does, and the query language in five examples. */
export function KeyboardHelp(props: { isOpen: boolean; onClose: () => void }) {
  const t = useWords();
  const classes = useStyles();
  const keys: [string[], string][] = [
    [['/'], t('explorer.keys.query')],
    [['↑', '↓', 'j', 'k'], t('explorer.keys.move')],
    [
      [t('explorer.keys.key.pageUp'), t('explorer.keys.key.pageDown')],
      t('explorer.keys.page'),
    ],
    [
      [t('explorer.keys.key.home'), t('explorer.keys.key.end')],
      t('explorer.keys.ends'),
    ],
    [[t('explorer.keys.key.enter')], t('explorer.keys.open')],
    [
      [t('explorer.keys.key.menu'), t('explorer.keys.key.menuToo')],
      t('explorer.keys.menu'),
    ],
    [[t('explorer.keys.key.escape')], t('explorer.keys.close')],
    [['?'], t('explorer.keys.help')],
  ];
  const key = (text: string): ReactNode => (
    <kbd key={text} className={classes.key}>
      {text}
    </kbd>
  );
  return (
    <Dialog
      open={props.isOpen}
      onClose={props.onClose}
      aria-labelledby="audit-log-keys-title"
    >
      <DialogTitle id="audit-log-keys-title">
        {t('explorer.keys.title')}
      </DialogTitle>
      {/* It is longer than a small window, and the keyboard scrolls it. */}
      <DialogContent tabIndex={0}>
        <dl className={classes.list}>
          {keys.map(([names, meaning]) => [
            <dt key={`${meaning}-keys`}>{names.map(key)}</dt>,
            <dd key={meaning}>{meaning}</dd>,
          ])}
        </dl>
        <Typography variant="h6" component="h3" gutterBottom>
          {t('explorer.keys.language')}
        </Typography>
        <Typography variant="body2" paragraph>
          {t('explorer.keys.languageText')}
        </Typography>
        <dl className={classes.list}>
          {(Object.keys(examples) as (keyof typeof examples)[]).map(name => [
            <dt key={`${name}-example`}>{key(examples[name])}</dt>,
            <dd key={name}>{t(`explorer.keys.examples.${name}`)}</dd>,
          ])}
        </dl>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} color="primary">
          {t('shared.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
