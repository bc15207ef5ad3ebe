import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Divider from '@material-ui/core/Divider';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ViewsIcon from '@material-ui/icons/BookmarkBorder';
import { View } from 'backstage-plugin-audit-log-common';
import { EntityName, MenuNote, errorText, useMe } from '../shared';
import { useWords } from '../words';
import { useNewActors } from './useNewActors';
import { ReadyView, readyViews } from './readyViews';
import { SavedViews } from './useViews';
import { TeamDialog } from './TeamDialog';
import { ViewActions } from './ViewActions';
import { ViewContent, isChanged } from './viewContent';

const useStyles = makeStyles(
  theme => ({
    button: {
      height: 40,
      maxWidth: 260,
      textTransform: 'none',
      fontWeight: 400,
      backgroundColor: theme.palette.background.paper,
      '& .MuiButton-label': {
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      },
    },
    paper: { minWidth: 280, maxWidth: 420, maxHeight: 480 },
    item: { display: 'flex', gap: theme.spacing(2), minHeight: 34 },
    name: { flex: 1, overflow: 'hidden', textOverflow: 'ellipsis' },
    note: {
      color: theme.palette.text.secondary,
      fontSize: '0.75rem',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'AuditLogViewsMenu' },
);

/** Opens saved views, and saves what the explorer shows as one. */
export function ViewsMenu(props: {
  views: SavedViews;
  content: ViewContent;
  openView: View | undefined;
  onOpen: (view: View) => void;
  onOpenReady: (view: ReadyView) => void;
}) {
  const { views, content, openView, onOpen } = props;
  const t = useWords();
  const classes = useStyles();
  const { principal } = useMe();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isTeamOpen, setTeamOpen] = useState(false);
  const showNewActors = useNewActors(props.onOpenReady);
  const items = views.loaded.value ?? [];
  const isMine = (view: View) => view.owner === principal;
  const name =
    openView &&
    (isChanged(openView, content)
      ? t('view.changed', { name: openView.name })
      : openView.name);

  const group = (heading: string, list: View[]) =>
    list.length > 0 && [
      <MenuNote key={heading} disabled>
        {heading}
      </MenuNote>,
      ...list.map(view => (
        <MenuItem
          key={view.id}
          dense
          className={classes.item}
          selected={view.id === openView?.id}
          onClick={() => {
            setAnchor(null);
            onOpen(view);
          }}
        >
          <span className={classes.name}>{view.name}</span>
          <span className={classes.note}>
            {view.isDefault && t('view.default')}
            {!isMine(view) &&
              t('view.by', {
                owner: <EntityName entityRef={view.owner} noLink />,
              })}
          </span>
        </MenuItem>
      )),
    ];

  return (
    <>
      <Button
        variant="outlined"
        className={classes.button}
        startIcon={<ViewsIcon fontSize="small" />}
        aria-haspopup="true"
        aria-expanded={Boolean(anchor)}
        aria-label={name ? t('view.open', { name }) : undefined}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {name ?? t('view.button')}
      </Button>
      <Menu
        open={Boolean(anchor)}
        anchorEl={anchor}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setAnchor(null)}
        classes={{ paper: classes.paper }}
      >
        {views.loaded.status === 'failed' && (
          <MenuNote disabled>
            {t('view.failed')} {errorText(views.loaded.error)}
          </MenuNote>
        )}
        {views.loaded.status === 'loaded' && items.length === 0 && (
          <MenuNote disabled>{t('view.none')}</MenuNote>
        )}
        {group(t('view.mine'), items.filter(isMine))}
        {group(
          t('view.shared'),
          items.filter(view => !isMine(view)),
        )}
        <MenuNote disabled>{t('view.ready')}</MenuNote>
        {readyViews.map(view => (
          <MenuItem
            key={view.name}
            dense
            className={classes.item}
            onClick={() => {
              setAnchor(null);
              props.onOpenReady(view);
            }}
          >
            {t(`view.readyName.${view.name}`)}
          </MenuItem>
        ))}
        <MenuItem
          dense
          onClick={() => {
            setAnchor(null);
            setTeamOpen(true);
          }}
        >
          {t('view.readyName.team')}
        </MenuItem>
        <MenuItem
          dense
          onClick={() => {
            setAnchor(null);
            showNewActors();
          }}
        >
          {t('view.readyName.newActors')}
        </MenuItem>
        <Divider component="li" role="separator" />
        <ViewActions
          views={views}
          content={content}
          openView={openView}
          onOpen={onOpen}
          onDone={() => setAnchor(null)}
        />
      </Menu>
      {isTeamOpen && (
        <TeamDialog
          onClose={() => setTeamOpen(false)}
          onChoose={q => {
            setTeamOpen(false);
            props.onOpenReady({
              name: 'team',
              q,
              range: { kind: 'relative', last: '7d' },
            });
          }}
        />
      )}
    </>
  );
}
