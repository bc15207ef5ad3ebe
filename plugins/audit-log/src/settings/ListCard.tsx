import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { Loaded, errorText } from '../shared';
import { useWords } from '../words';
import { SettingsCard } from './SettingsCard';

const useStyles = makeStyles(
  theme => ({
    list: {
      margin: theme.spacing(1, 0, -1.5),
      padding: 0,
      listStyle: 'none',
      fontFamily: theme.typography.fontFamily,
      '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
  }),
  { name: 'AuditLogListCard' },
);

/** A section of the settings that is a list to which people add. */
export function ListCard<T>(props: {
  heading: string;
  intro: string;
  /** What the button says that adds one. */
  create: string;
  onCreate: () => void;
  loading: string;
  /** Goes before what the backend said where it failed. */
  failed: string;
  list: Loaded<{ items: T[] }> & { reload: () => void };
  /** An item of the list, with a key. */
  item: (item: T) => ReactNode;
  /** What is there where no item is. */
  empty: ReactNode;
  /** The dialog that is open. */
  children?: ReactNode;
}) {
  const { list } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <SettingsCard
      heading={props.heading}
      actions={
        <Button
          variant="outlined"
          disabled={!list.value}
          onClick={props.onCreate}
        >
          {props.create}
        </Button>
      }
    >
      <Typography variant="body2" color="textSecondary">
        {props.intro}
      </Typography>
      {list.status === 'failed' && (
        <Alert
          severity="error"
          style={{ marginTop: 16 }}
          action={
            <Button color="inherit" size="small" onClick={list.reload}>
              {t('shared.retry')}
            </Button>
          }
        >
          {props.failed} {errorText(list.error)}
        </Alert>
      )}
      {list.status === 'loading' && !list.value && (
        <div role="progressbar" aria-label={props.loading}>
          <Skeleton width="45%" />
          <Skeleton width="70%" />
        </div>
      )}
      {list.value?.items.length === 0 && props.empty}
      {list.value && list.value.items.length > 0 && (
        <ul className={classes.list}>{list.value.items.map(props.item)}</ul>
      )}
      {props.children}
    </SettingsCard>
  );
}
