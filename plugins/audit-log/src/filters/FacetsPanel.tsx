import { memo, useCallback } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import HideIcon from '@material-ui/icons/RemoveCircleOutline';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  Facet,
  hasFacet,
  withFacet,
  withoutFacet,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef, errorText, isWrongQuery, useLoaded } from '../shared';
import { useWords } from '../words';
import { FacetField, ValueName, facetFields } from './ValueName';

const useStyles = makeStyles(
  theme => ({
    root: {
      width: 228,
      flexShrink: 0,
      overflow: 'auto',
      padding: theme.spacing(1, 0, 2),
      borderRight: `1px solid ${theme.palette.divider}`,
      fontSize: '0.8125rem',
    },
    field: { padding: theme.spacing(1, 0, 0.5) },
    heading: {
      margin: 0,
      padding: theme.spacing(0, 1.5, 0.5),
      fontSize: '0.75rem',
      fontWeight: 500,
      color: theme.palette.text.secondary,
    },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      position: 'relative',
      display: 'flex',
      alignItems: 'center',
      '&:hover $hide, &:focus-within $hide': { opacity: 1 },
      '&:hover': { backgroundColor: theme.palette.action.hover },
    },
    share: {
      position: 'absolute',
      left: 0,
      bottom: 0,
      height: 2,
      backgroundColor: theme.palette.primary.main,
      opacity: 0.55,
    },
    value: {
      flex: 1,
      minWidth: 0,
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0.5, 0.5, 1.5),
      border: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      '& > :first-child': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
    },
    chosen: { fontWeight: 700 },
    count: {
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
    hide: {
      padding: 2,
      marginRight: theme.spacing(0.5),
      opacity: 0,
      '& svg': { fontSize: 15 },
      '@media (hover: none)': { opacity: 1 },
    },
    note: {
      padding: theme.spacing(0.25, 1.5),
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
    },
  }),
  { name: 'AuditLogFacets' },
);

interface FacetsPanelProps {
  query: string;
  scope: { q?: string; from?: string; to?: string };
  onChange: (query: string) => void;
}

/**
 * The values of the most asked fields with their counts. A click asks for one,
 * a second click no longer.
 *
 * @param props - must be stable between renders: all is drawn anew for each
 * that changes
 */
export const FacetsPanel = memo((props: FacetsPanelProps) => {
  const { query, scope, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const api = useApi(auditLogApiRef);
  const counted = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.getFacets(
          { ...scope, fields: facetFields.join(','), limit: 8 },
          signal,
        ),
      [api, scope],
    ),
  );
  return (
    <aside className={classes.root} aria-label={t('explorer.facets.label')}>
      {counted.status === 'failed' && !isWrongQuery(counted.error) && (
        <div className={classes.note} role="alert">
          {t('explorer.facets.failed')} {errorText(counted.error)}
          <Button size="small" onClick={counted.reload}>
            {t('shared.retry')}
          </Button>
        </div>
      )}
      {facetFields.map(field => {
        const facet = counted.value?.facets.find(one => one.field === field);
        return facet || !counted.value ? (
          <section key={field} className={classes.field}>
            <h2 className={classes.heading}>{t(`chart.field.${field}`)}</h2>
            {facet ? (
              <FacetValues
                field={field}
                facet={facet}
                query={query}
                onChange={onChange}
              />
            ) : (
              <div className={classes.note}>
                <Skeleton />
                <Skeleton width="70%" />
              </div>
            )}
          </section>
        ) : null;
      })}
    </aside>
  );
});

function FacetValues(props: {
  field: FacetField;
  facet: Facet;
  query: string;
  onChange: (query: string) => void;
}) {
  const { field, facet, query, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const most = Math.max(1, ...facet.values.map(({ count }) => count));
  if (facet.values.length === 0) {
    return <div className={classes.note}>{t('explorer.facets.empty')}</div>;
  }
  return (
    <>
      <ul className={classes.list}>
        {facet.values.map(({ value, count }) =>
          value === null ? (
            <li key="none" className={classes.item}>
              <span className={classes.value}>
                <em>{t('explorer.facets.none')}</em>
                <span className={classes.count}>{count.toLocaleString()}</span>
              </span>
            </li>
          ) : (
            <li key={value} className={classes.item}>
              <button
                type="button"
                aria-pressed={hasFacet(query, { field, value })}
                className={`${classes.value} ${
                  hasFacet(query, { field, value }) ? classes.chosen : ''
                }`}
                onClick={() =>
                  onChange(
                    hasFacet(query, { field, value })
                      ? withoutFacet(query, { field, value })
                      : withFacet(query, { field, value }),
                  )
                }
              >
                <span title={value}>
                  <ValueName field={field} value={value} />
                </span>
                <span className={classes.count}>{count.toLocaleString()}</span>
              </button>
              <IconButton
                className={classes.hide}
                aria-label={t('explorer.facets.without', { value })}
                title={t('explorer.facets.without', { value })}
                onClick={() =>
                  onChange(
                    withFacet(withoutFacet(query, { field, value }), {
                      field,
                      value,
                      negated: true,
                    }),
                  )
                }
              >
                <HideIcon />
              </IconButton>
              <span
                className={classes.share}
                style={{ width: `${(count / most) * 100}%` }}
                aria-hidden
              />
            </li>
          ),
        )}
      </ul>
      {facet.hasMore && (
        <div className={classes.note}>{t('explorer.facets.more')}</div>
      )}
      {facet.countedNewest !== null && (
        <div className={classes.note}>
          {t('explorer.facets.newest', {
            number: facet.countedNewest.toLocaleString(),
          })}
        </div>
      )}
    </>
  );
}
