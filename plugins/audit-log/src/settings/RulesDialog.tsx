import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  AuditLogSettings,
  PreviewRulesResponse,
  Rule,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';
import { useWords } from '../words';

const useStyles = makeStyles(
  theme => ({
    text: {
      marginTop: theme.spacing(2),
      '& textarea': { fontFamily: 'monospace', fontSize: '0.8125rem' },
    },
  }),
  { name: 'AuditLogRulesDialog' },
);

type Parsed = { rules: Rule[] } | { problem: string };

/** Changes the rules as text, after trying them on the last day. */
export function RulesDialog(props: {
  settings: AuditLogSettings;
  onClose: () => void;
  onSaved: (settings: AuditLogSettings) => void;
}) {
  const { settings, onClose, onSaved } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const id = useId();
  const [text, setText] = useState(() =>
    JSON.stringify(settings.rules, null, 2),
  );
  const [preview, setPreview] = useState<PreviewRulesResponse>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const parsed = parseRules(text);
  const problem = 'problem' in parsed ? parsed.problem : undefined;

  const attempt = async (work: (rules: Rule[]) => Promise<void>) => {
    if (!('rules' in parsed)) {
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await work(parsed.rules);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <DialogTitle>{t('settings.rules.editHeading')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2">{t('settings.rules.editIntro')}</Typography>
        <TextField
          id={id}
          className={classes.text}
          label={t('settings.rules.text')}
          value={text}
          onChange={event => {
            setText(event.target.value);
            setPreview(undefined);
          }}
          error={problem !== undefined}
          helperText={problem ?? ' '}
          variant="outlined"
          multiline
          minRows={12}
          maxRows={24}
          fullWidth
        />
        {preview && (
          <Alert severity="info">
            {t('settings.rules.preview', {
              kept: preview.kept.toLocaleString(),
              total: preview.total.toLocaleString(),
            })}{' '}
            {!preview.isComplete && t('settings.rules.previewIncomplete')}
          </Alert>
        )}
        {error && <Alert severity="error">{error}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('settings.rules.cancel')}</Button>
        <Button
          disabled={isBusy || problem !== undefined}
          onClick={() =>
            attempt(async rules =>
              setPreview(await api.previewRules({ rules })),
            )
          }
        >
          {t('settings.rules.try')}
        </Button>
        <Button
          color="primary"
          variant="contained"
          disabled={isBusy || problem !== undefined}
          onClick={() =>
            attempt(async rules =>
              onSaved(await api.updateSettings({ rules }, settings.version)),
            )
          }
        >
          {t('settings.rules.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function parseRules(text: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const result = rulesSchema.safeParse(json);
  if (result.success) {
    return { rules: result.data };
  }
  const { path, message } = result.error.issues[0];
  return {
    problem: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  };
}
