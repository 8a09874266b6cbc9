;;; entente.el --- Networks of claims in YAML, checked while you write  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: tools, languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; `entente-mode' is a minor mode for buffers with networks.  Flymake marks what `entente check' finds in the text, saved or
;; not, beside what a language server says; `entente-check' lists it in a compilation buffer; `entente-format' puts the
;; text in house style, at each save where `entente-format-on-save' says so; `entente-watch' shows the figure in a browser.

;;; Code:

(require 'compile)
(require 'flymake)
(require 'subr-x)

(defgroup entente nil
  "Networks of claims in YAML."
  :group 'tools)

(defcustom entente-program "entente"
  "The program, by its name or its path."
  :type 'string)

(defcustom entente-format-on-save nil
  "Whether `entente-mode' puts the text in house style before it is saved."
  :type 'boolean)

;;; While you write

(defvar-local entente--process nil
  "The check that is under way for this buffer.")

(defun entente--place (line column)
  "The position of COLUMN in LINE, which count from 1."
  (goto-char (point-min))
  (forward-line (1- line))
  (min (+ (point) (1- column)) (line-end-position)))

(defun entente--diagnostic (item)
  "The message ITEM for Flymake.
What stands in an included file, or nowhere, is shown at the first line."
  (let-alist item
    (let* ((here (and .line (equal .file "<stdin>")))
           (start (if here (entente--place .line .column) (point-min)))
           (end (if here (entente--place .endLine .endColumn) (entente--place 1 most-positive-fixnum))))
      (flymake-make-diagnostic
       (current-buffer) start (max end (min (1+ start) (point-max)))
       (if (equal .severity "error") :error :warning)
       (concat (and .line (not here) (format "%s:%s: " .file .line))
               .message
               (and .help (concat "\n" .help)))))))

(defun entente--diagnostics (output)
  "What the process buffer OUTPUT holds, for Flymake: a summary, then JSON."
  (let ((items (with-current-buffer output
                 (goto-char (point-min))
                 (when (re-search-forward "^\\[" nil t)
                   (backward-char)
                   (json-parse-buffer :object-type 'alist :array-type 'list :null-object nil)))))
    (save-excursion
      (save-restriction
        (widen)
        (mapcar #'entente--diagnostic items)))))

(defun entente-flymake (report &rest _)
  "Have the text of this buffer checked, and hand what is found to REPORT."
  (unless (executable-find entente-program)
    (error "There is no program ‘%s’" entente-program))
  (when (process-live-p entente--process)
    (kill-process entente--process))
  (let ((source (current-buffer)))
    (setq entente--process
          (make-process
           :name "entente" :noquery t :connection-type 'pipe :coding 'utf-8-unix
           :buffer (generate-new-buffer " *entente*")
           :command (list entente-program "check" "--diagnostics" "json" "-")
           :sentinel
           (lambda (process _)
             (unless (process-live-p process)
               (when (buffer-live-p source)
                 (with-current-buffer source
                   (when (eq process entente--process)
                     (funcall report (entente--diagnostics (process-buffer process))))))
               (kill-buffer (process-buffer process))))))
    (save-restriction
      (widen)
      (process-send-region entente--process (point-min) (point-max)))
    (process-send-eof entente--process)))

(defun entente--flymake-add ()
  "Have Flymake ask us too; language clients clear its list when they begin."
  (when (bound-and-true-p entente-mode)
    (add-hook 'flymake-diagnostic-functions #'entente-flymake nil t)
    (flymake-mode 1)
    (flymake-start)))

;;; When you ask

(define-compilation-mode entente-check-mode "Entente"
  "What `entente check' says."
  (setq-local compilation-error-regexp-alist
              '(("^\\([^ \n].*?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\): " 1 2 3 (4))))
  (setq-local compilation-error-screen-columns nil)) ; characters are counted

(defun entente-check ()
  "List all errors and warnings of this buffer's file."
  (interactive)
  (save-buffer)
  (compilation-start (format "%s check --color never %s" (shell-quote-argument entente-program)
                             (shell-quote-argument (file-name-nondirectory buffer-file-name)))
                     #'entente-check-mode))

(defun entente-format ()
  "Put the text of this buffer in house style, unless it has a mistake."
  (interactive)
  (let ((formatted (generate-new-buffer " *entente fmt*"))
        (coding-system-for-read 'utf-8-unix)
        (coding-system-for-write 'utf-8-unix))
    (unwind-protect
        (if (zerop (save-restriction
                     (widen)
                     (call-process-region nil nil entente-program nil (list formatted nil) nil "fmt")))
            (save-restriction
              (widen)
              (replace-buffer-contents formatted))
          (message "This has a mistake and stays as it is: M-x entente-check"))
      (kill-buffer formatted))))

(defun entente--before-save ()
  "Put the text in house style where that is wanted."
  (when entente-format-on-save
    (entente-format)))

(defun entente-watch ()
  "Show the figure of this buffer's file in a browser, where it follows each save."
  (interactive)
  (let ((name (format "*entente watch %s*" (file-name-nondirectory buffer-file-name))))
    (compilation-start (format "%s watch --color never --serve --open %s" (shell-quote-argument entente-program)
                               (shell-quote-argument (file-name-nondirectory buffer-file-name)))
                       #'entente-check-mode (lambda (_) name))))

;;;###autoload
(define-minor-mode entente-mode
  "Check this network while it is written."
  :lighter " entente"
  (cond
   (entente-mode
    (add-hook 'eglot-managed-mode-hook #'entente--flymake-add nil t)
    (add-hook 'before-save-hook #'entente--before-save nil t)
    (entente--flymake-add))
   (t
    (remove-hook 'flymake-diagnostic-functions #'entente-flymake t)
    (remove-hook 'eglot-managed-mode-hook #'entente--flymake-add t)
    (remove-hook 'before-save-hook #'entente--before-save t))))

(provide 'entente)
;;; entente.el ends here
