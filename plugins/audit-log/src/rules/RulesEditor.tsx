import { useEffect, useId, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import {
  AuditLogSettings,
  ListRulesResponse,
} from 'backstage-plugin-audit-log-common';
import { errorText } from '../shared';
import { useWords } from '../words';
import { ConflictNote } from './ConflictNote';
import { PreviewNote } from './PreviewNote';
import { RuleList } from './RuleList';
import { draftsOf, parseRules, problemsOf, rulesOf, sameRules } from './draft';
import { useChoices } from './useChoices';
import { usePreview } from './usePreview';
import { useSaveRules } from './useSaveRules';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(2) },
    tabs: { borderBottom: `1px solid ${theme.palette.divider}` },
    tab: { textTransform: 'none', minWidth: 0 },
    json: { '& textarea': { fontFamily: 'monospace', fontSize: '0.8125rem' } },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
    },
  }),
  { name: 'AuditLogRulesEditor' },
);

/** Changes the rules: as a list of forms or as text, tried on the last day. */
export function RulesEditor(props: {
  settings: AuditLogSettings;
  hits: ListRulesResponse['items'];
  onClose: () => void;
  onSaved: (settings: AuditLogSettings) => void;
}) {
  const { settings, hits, onClose, onSaved } = props;
  const t = useWords();
  const classes = useStyles();
  const [drafts, setDrafts] = useState(() => draftsOf(settings.rules));
  const [base, setBase] = useState(settings);
  /** The text while it is edited; it counts once it can be read. */
  const [text, setText] = useState<string>();
  const choices = useChoices();
  const saving = useSaveRules({ settings: base, onSaved });
  const jsonId = useId();
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const rules = rulesOf(drafts);
  const parsed = text === undefined ? undefined : parseRules(text);
  const textProblem =
    parsed && 'problem' in parsed ? parsed.problem : undefined;
  const problems = problemsOf(rules);
  const isValid = textProblem === undefined && problems.size === 0;
  const isChanged = !sameRules(rules, base.rules);
  const preview = usePreview(rules, isValid);

  const changeText = (value: string) => {
    setText(value);
    const read = parseRules(value);
    if ('rules' in read) {
      setDrafts(draftsOf(read.rules));
    }
  };
  const takeTheirs = (theirs: AuditLogSettings) => {
    setBase(theirs);
    setDrafts(draftsOf(theirs.rules));
    setText(text === undefined ? undefined : asText(theirs.rules));
    saving.forgetConflict();
  };

  return (
    <div className={classes.root} ref={heading} tabIndex={-1}>
      <Typography variant="body2" color="textSecondary">
        {t('rule.intro')}
      </Typography>
      <Alert severity="info">{t('rule.ownEvents')}</Alert>
      <Tabs
        value={text === undefined ? 'list' : 'json'}
        onChange={(_, tab) =>
          setText(tab === 'json' ? asText(rules) : undefined)
        }
        className={classes.tabs}
        indicatorColor="primary"
        aria-label={t('rule.tabs')}
      >
        <Tab
          value="list"
          label={t('rule.list')}
          className={classes.tab}
          disabled={textProblem !== undefined}
        />
        <Tab value="json" label={t('rule.json')} className={classes.tab} />
      </Tabs>
      {text === undefined ? (
        <RuleList
          drafts={drafts}
          problems={problems}
          hits={hits}
          decided={preview.status === 'ready' ? preview.value : undefined}
          choices={choices}
          onChange={setDrafts}
        />
      ) : (
        <TextField
          id={jsonId}
          className={classes.json}
          label={t('rule.jsonLabel')}
          value={text}
          onChange={event => changeText(event.target.value)}
          error={textProblem !== undefined}
          helperText={textProblem ?? t('rule.jsonHelp')}
          inputProps={{ spellCheck: false }}
          variant="outlined"
          multiline
          minRows={10}
          maxRows={28}
          fullWidth
        />
      )}
      {problems.has(-1) && <Alert severity="error">{problems.get(-1)}</Alert>}
      <PreviewNote preview={preview} isValid={isValid} />
      {saving.error && (
        <Alert severity="error">
          {t('rule.saveFailed')} {errorText(saving.error)}
        </Alert>
      )}
      {saving.conflict && (
        <ConflictNote
          theirs={saving.conflict.rules}
          onTakeTheirs={() => takeTheirs(saving.conflict!)}
          onKeepMine={() => saving.save(rules, saving.conflict)}
        />
      )}
      <div className={classes.actions}>
        {!isValid && (
          <Typography variant="body2" color="error">
            {t('rule.problem')}
          </Typography>
        )}
        <Button onClick={onClose}>{t('rule.cancel')}</Button>
        <Button
          color="primary"
          variant="contained"
          disabled={!isValid || !isChanged || saving.isSaving}
          title={isChanged ? undefined : t('rule.unchanged')}
          onClick={() => saving.save(rules)}
        >
          {t('rule.save')}
        </Button>
      </div>
    </div>
  );
}

function asText(rules: unknown): string {
  return JSON.stringify(rules, null, 2);
}
