-- Whoever deletes a load, or changes its key, locks the whole table of runs where no index leads with
-- the foreign key. Of the two other tables with one, versions 6 and 2 index it.
CREATE INDEX IX_COES_CARGA ON CO_EVENTOSCARGASINCCONTROL (COES_COCP_EVENTPROCESOID, COES_SINCCONTROLID);
