/** What `@sdeverywhere/compile` calls of xlsx when it is loaded. */
export default { set_fs() {} };
