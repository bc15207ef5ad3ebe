import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import {
  AuditEvent,
  Severity,
  severities,
  withFacet,
  withoutFacet,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { ChoiceMenu } from './ChoiceMenu';
import { ValueName } from './ValueName';
import { filterChoices, filterFields } from './filterChoices';
import { readFilter, writeFilter } from './queryEdit';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      // One line that scrolls leaves a phone room for the list.
      [theme.breakpoints.down('xs')]: {
        width: '100%',
        flexWrap: 'nowrap',
        overflowX: 'auto',
        '& > *': { flexShrink: 0 },
      },
    },
  }),
  { name: 'AuditLogFilterBar' },
);

/** The most asked questions as menus. Each edits the query text. */
export function FilterBar(props: {
  query: string;
  events: AuditEvent[];
  onChange: (query: string) => void;
}) {
  const { query, events, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const severity = readFilter(query, 'severity');
  const isFiltered =
    severity || filterFields.some(field => readFilter(query, field));

  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('explorer.filters.label')}
    >
      {filterFields.map(field => {
        const chosen = readFilter(query, field)?.values ?? [];
        return (
          <ChoiceMenu
            key={field}
            label={t(`explorer.filters.${field}`)}
            chosen={chosen}
            choices={() => filterChoices(field, { events, chosen })}
            renderChoice={value => <ValueName field={field} value={value} />}
            isMultiple
            onToggle={value =>
              onChange(
                chosen.includes(value)
                  ? withoutFacet(query, { field, value })
                  : withFacet(query, { field, value }),
              )
            }
            onClear={() => onChange(writeFilter(query, field, undefined))}
          />
        );
      })}
      <ChoiceMenu
        label={t('explorer.filters.severity')}
        chosen={severity?.values ?? []}
        choices={() => severities.slice(1)}
        renderChoice={value => (
          <>
            {severity && severity.operator !== '>='
              ? value
              : t('explorer.filters.atLeast', {
                  severity: t(`value.severity.${value as Severity}`),
                })}
          </>
        )}
        onToggle={value =>
          onChange(
            writeFilter(query, 'severity', { operator: '>=', values: [value] }),
          )
        }
        onClear={() => onChange(writeFilter(query, 'severity', undefined))}
      />
      {isFiltered && (
        <Button
          size="small"
          onClick={() =>
            onChange(
              ['severity', ...filterFields].reduce(
                (text, field) => writeFilter(text, field, undefined),
                query,
              ),
            )
          }
        >
          {t('explorer.filters.clearAll')}
        </Button>
      )}
    </div>
  );
}
