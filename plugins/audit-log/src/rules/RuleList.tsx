import { useLayoutEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import {
  ListRulesResponse,
  PreviewRulesResponse,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { RuleRow } from './RuleRow';
import { Choices } from './choices';
import { RuleDraft, freeName, moved, newDraft } from './draft';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(1),
      margin: 0,
      padding: 0,
    },
    foot: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1.5),
    },
    spoken: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'AuditLogRuleList' },
);

/** The rules in the order in which they are tried. */
export function RuleList(props: {
  drafts: RuleDraft[];
  problems: Map<number, string>;
  hits: ListRulesResponse['items'];
  /** What these very rules would have decided. */
  decided: PreviewRulesResponse | undefined;
  choices: Choices;
  onChange: (drafts: RuleDraft[]) => void;
}) {
  const { drafts, problems, hits, decided, choices, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const list = useRef<HTMLOListElement>(null);
  const [openKey, setOpenKey] = useState<number>();
  const [spoken, setSpoken] = useState('');
  /** Which button had the focus when its rule was moved. */
  const focus = useRef<{ position: number; index: number }>(undefined);

  // The browser may lose the focus when the element that has it moves.
  useLayoutEffect(() => {
    if (focus.current) {
      const { position, index } = focus.current;
      focus.current = undefined;
      const row = list.current?.children[position];
      const buttons = row ? [...row.querySelectorAll('button')] : [];
      const button = buttons[index];
      (button?.disabled ? buttons[0] : button)?.focus();
    }
  }, [drafts]);

  const move = (draft: RuleDraft, step: -1 | 1) => {
    const from = drafts.indexOf(draft);
    const next = moved(drafts, draft.key, step);
    const position = next.indexOf(draft);
    if (position !== from) {
      const row = list.current?.children[from];
      focus.current = {
        position,
        index: row
          ? [...row.querySelectorAll('button')].indexOf(
              document.activeElement as HTMLButtonElement,
            )
          : 0,
      };
      setSpoken(
        t('rule.movedTo', {
          name: draft.rule.name,
          position: String(position + 1),
          total: String(next.length),
        }),
      );
      onChange(next);
    }
  };
  const insert = (added: RuleDraft, index: number) => {
    onChange([...drafts.slice(0, index), added, ...drafts.slice(index)]);
    setOpenKey(added.key);
  };

  return (
    <div>
      {drafts.length === 0 && (
        <Typography variant="body2">{t('rule.empty')}</Typography>
      )}
      <ol ref={list} className={classes.list} aria-label={t('rule.list')}>
        {drafts.map((draft, index) => (
          <RuleRow
            key={draft.key}
            rule={draft.rule}
            position={index + 1}
            count={drafts.length}
            isOpen={openKey === draft.key}
            problem={problems.get(index)}
            hits={
              hits.find(
                ({ rule, isDefault }) =>
                  !isDefault && rule.name === draft.rule.name,
              )?.hits ?? undefined
            }
            wouldDecide={decided?.byRule[index]?.events}
            choices={choices}
            onToggle={() =>
              setOpenKey(openKey === draft.key ? undefined : draft.key)
            }
            onMove={step => move(draft, step)}
            onChange={rule =>
              onChange(
                drafts.map(other =>
                  other === draft ? { ...draft, rule } : other,
                ),
              )
            }
            onDuplicate={() => {
              const name = freeName(
                drafts,
                t('rule.copyName', { name: draft.rule.name }).slice(0, 110),
              );
              const copy = newDraft(name);
              insert({ ...copy, rule: { ...draft.rule, name } }, index + 1);
            }}
            onRemove={() => onChange(drafts.filter(other => other !== draft))}
          />
        ))}
      </ol>
      <div className={classes.foot}>
        <Button
          variant="outlined"
          size="small"
          startIcon={<AddIcon />}
          onClick={() =>
            insert(newDraft(freeName(drafts, t('rule.newName'))), drafts.length)
          }
        >
          {t('rule.add')}
        </Button>
        {drafts.length > 1 && (
          <Typography variant="caption" color="textSecondary">
            {t('rule.keys')}
          </Typography>
        )}
      </div>
      <div role="status" className={classes.spoken}>
        {spoken}
      </div>
    </div>
  );
}
