-- What a run appends for each dealer, with fewer indexes.
--
-- Oracle commits each of these statements by itself. Should one fail: remove its cause, run it and
-- those after it by hand, and set "success" to 1 in version 14 of "flyway_schema_history".
DROP INDEX IX_RESU_COSD;
ALTER TABLE CO_DS_INTENTOS DROP CONSTRAINT PK_CO_DS_INTENTOS;
ALTER TABLE CO_DS_INTENTOS ADD CONSTRAINT PK_CO_DS_INTENTOS
  PRIMARY KEY (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_INTENTOID);
DROP INDEX IX_INTE_COES;
