import { memo, useCallback } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import Tooltip from '@material-ui/core/Tooltip';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import ArrowIcon from '@material-ui/icons/ExpandMore';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  HistogramResponse,
  histogramFields,
} from 'backstage-plugin-audit-log-common';
import {
  auditLogApiRef,
  errorText,
  isWrongQuery,
  useLoaded,
  useStored,
} from '../shared';
import { useWords } from '../words';
import { HistogramBars } from './HistogramBars';
import { seriesColor } from './seriesColor';
import { useSeriesName } from './useSeriesName';

const HEIGHT_PX = 84;

const useStyles = makeStyles(
  theme => ({
    root: {
      marginBottom: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
    },
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      minHeight: 34,
      padding: theme.spacing(0, 1, 0, 0.5),
      fontSize: '0.8125rem',
    },
    arrow: { transition: 'transform 120ms' },
    closed: { transform: 'rotate(-90deg)' },
    heading: { margin: 0, fontSize: 'inherit', fontWeight: 500 },
    legend: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      padding: theme.spacing(0.25, 0.5),
      border: 0,
      borderRadius: 4,
      background: 'none',
      color: theme.palette.text.primary,
      font: 'inherit',
      cursor: 'pointer',
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
    swatch: { width: 10, height: 10, borderRadius: 2 },
    count: {
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
    grow: { flex: 1 },
    select: {
      fontSize: '0.8125rem',
      '&:before': { border: 0 },
    },
    chart: { height: HEIGHT_PX, padding: theme.spacing(0, 1) },
    note: { padding: theme.spacing(1, 1.5), fontSize: '0.8125rem' },
  }),
  { name: 'AuditLogHistogram' },
);

type Field = (typeof histogramFields)[number];

/** What the histogram counts. `to` is open where the range ends now. */
export interface HistogramScope {
  q?: string;
  from?: string;
  to?: string;
}

interface HistogramProps {
  scope: HistogramScope;
  onZoom: (span: { from: string; to: string }) => void;
  onFilter: (choice: { field: string; value: string }) => void;
}

/**
 * How many events there were over time. Dragging over the bars chooses a span,
 * a click on a name of the legend keeps only that value.
 *
 * @param props - must be stable between renders: the bars are drawn anew for
 * each that changes
 */
export const Histogram = memo((props: HistogramProps) => {
  const { scope, onZoom, onFilter } = props;
  const t = useWords();
  const classes = useStyles();
  const [isOpen, setOpen] = useStored<boolean>('histogram-open', true);
  const [stored, setField] = useStored<string>('histogram-by', 'outcome');
  const field: Field =
    histogramFields.find(name => name === stored) ?? 'outcome';

  return (
    <section className={classes.root} aria-label={t('chart.heading')}>
      {isOpen ? (
        <OpenHistogram
          scope={scope}
          field={field}
          onField={setField}
          onZoom={onZoom}
          onFilter={onFilter}
          onHide={() => setOpen(false)}
        />
      ) : (
        <div className={classes.bar}>
          <Toggle isOpen={false} onToggle={() => setOpen(true)} />
          <h2 className={classes.heading}>{t('chart.heading')}</h2>
        </div>
      )}
    </section>
  );
});

function OpenHistogram(props: {
  scope: HistogramScope;
  field: Field;
  onField: (field: string) => void;
  onZoom: (span: { from: string; to: string }) => void;
  onFilter: (choice: { field: string; value: string }) => void;
  onHide: () => void;
}) {
  const { scope, field, onZoom, onHide } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const counted = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.getHistogram(
          {
            ...scope,
            by: field,
            zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
          },
          signal,
        ),
      [api, scope, field],
    ),
  );
  return (
    <>
      <div className={classes.bar}>
        <Toggle isOpen onToggle={onHide} />
        <h2 className={classes.heading}>{t('chart.heading')}</h2>
        {counted.value && (
          <Legend
            counted={counted.value}
            field={field}
            onFilter={props.onFilter}
          />
        )}
        <span className={classes.grow} />
        <Select
          value={field}
          onChange={event => props.onField(event.target.value as string)}
          className={classes.select}
          SelectDisplayProps={{
            'aria-label': t('chart.byField', {
              field: t(`chart.field.${field}`),
            }),
          }}
        >
          {histogramFields.map(name => (
            <MenuItem key={name} value={name} dense>
              {t('chart.byField', { field: t(`chart.field.${name}`) })}
            </MenuItem>
          ))}
        </Select>
      </div>
      {counted.status === 'failed' ? (
        !isWrongQuery(counted.error) && (
          <div className={classes.note} role="alert">
            {t('chart.failed')} {errorText(counted.error)}{' '}
            <Button size="small" onClick={counted.reload}>
              {t('shared.retry')}
            </Button>
          </div>
        )
      ) : (
        <div className={classes.chart} title={t('chart.hint')}>
          {counted.value ? (
            <HistogramBars
              counted={counted.value}
              field={field}
              height={HEIGHT_PX}
              onZoom={onZoom}
            />
          ) : (
            <Skeleton variant="rect" height={HEIGHT_PX - 22} />
          )}
        </div>
      )}
    </>
  );
}

function Toggle(props: { isOpen: boolean; onToggle: () => void }) {
  const t = useWords();
  const classes = useStyles();
  const label = props.isOpen ? t('chart.hide') : t('chart.show');
  return (
    <Tooltip title={label}>
      <IconButton
        size="small"
        aria-label={label}
        aria-expanded={props.isOpen}
        onClick={props.onToggle}
      >
        <ArrowIcon
          fontSize="small"
          className={`${classes.arrow} ${props.isOpen ? '' : classes.closed}`}
        />
      </IconButton>
    </Tooltip>
  );
}

function Legend(props: {
  counted: HistogramResponse;
  field: Field;
  onFilter: (choice: { field: string; value: string }) => void;
}) {
  const { counted, field, onFilter } = props;
  const classes = useStyles();
  const { palette } = useTheme();
  const name = useSeriesName(field);
  return (
    <>
      {counted.series.slice(0, 6).map(({ value, total }, index) => (
        <button
          key={value ?? ''}
          type="button"
          className={classes.legend}
          disabled={value === null}
          onClick={() => value !== null && onFilter({ field, value })}
        >
          <span
            className={classes.swatch}
            style={{ backgroundColor: seriesColor(value, index, palette.type) }}
          />
          {name(value)}
          <span className={classes.count}>{total.toLocaleString()}</span>
        </button>
      ))}
    </>
  );
}
