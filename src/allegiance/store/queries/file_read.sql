SELECT path FROM files_read WHERE path = ? AND size = ? AND modified = ? AND digest = ? AND reader = ?
